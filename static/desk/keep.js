// Keeps what is typed: on the server every few seconds, in this browser while the line is lost. Says so, and says who
// else has the form open. Without it nothing is kept before the form is saved.
"use strict";
{
  const TICK = 2000;
  const BEAT = 20000;
  const MINUTE = 60000;
  const OURS = ["csrfmiddlewaretoken", "open_form", "open_form_replaces"];
  const own = document.querySelector("#content-main input[name=open_form]");
  const form = own?.form;
  const { address, user, form: kind, item } = own?.dataset || {};
  const line = document.getElementById("desk-kept");
  const present = document.getElementById("desk-present");
  const SAID = line?.dataset || {};

  let opened = own?.dataset.unsaved === undefined ? undefined : ""; // what the form had before it was touched
  let kept = opened; // what the server has
  let refused; // what the server will not take, however often it is sent
  let touched = opened === "";
  let active = false; // since it was last said
  let worked = false; // ever
  let sending = false;
  let submitted = false;
  let heard = 0; // when the server was last asked

  const name = () => `${user}:${kind}:${item}:${own.value}`;

  const tell = (place, text) => {
    if (place && place.textContent !== text) place.textContent = text;
  };

  const read = () => {
    const words = {};
    const uploads = [];
    for (const [field, value] of new FormData(form)) {
      if (value instanceof File) uploads.push(...(value.name ? [value.name] : []));
      else if (!OURS.includes(field) && !field.includes("__prefix__")) (words[field] ??= []).push(value);
    }
    return JSON.stringify([words, uploads]);
  };

  // What scripts fill in at the start is no word of the editor's: this looks when the page is loaded, or touched before.
  const look = () => (opened ??= kept ??= read());

  const unsent = () => {
    const now = opened === undefined ? kept : read();
    return now === kept || now === refused ? undefined : now;
  };

  // What is sent, as pairs: this browser may have to send them another day.
  const message = (now, inView = !document.hidden) => {
    const pairs = [["key", own.value], ["user", user], ["in_view", inView ? "1" : ""], ["active", active ? "1" : ""]];
    if (now === undefined) return pairs;
    const [words, uploads] = JSON.parse(now);
    pairs.push(["words", now === opened ? "" : JSON.stringify(words)], ["replaces", form.elements.open_form_replaces.value]);
    return pairs.concat(uploads.map((upload) => ["uploads", upload]));
  };

  const body = (pairs) => {
    const data = new FormData();
    pairs.forEach(([field, value]) => data.append(field, value));
    // Who signed in anew in another tab has another token by now.
    const token = document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1];
    data.append("csrfmiddlewaretoken", token || form.elements.csrfmiddlewaretoken.value);
    return data;
  };

  // A page in the place of an answer is the one to sign in at, or says that the token is not known any more.
  const post = async (where, pairs) => {
    const answer = await fetch(where, { method: "POST", body: body(pairs), redirect: "manual" });
    const said = await answer.json().catch(() => null);
    const isOut = !said && (answer.status < 400 || answer.status === 403);
    return { status: isOut ? 401 : said ? answer.status : 500, said: said || {} };
  };

  const lost = (text, now) => {
    if (now === undefined) return;
    tell(line, keptHere.put(name(), address, message(now)) ? text : SAID.nowhere);
    touched = true; // to be sent again
  };

  const hear = ({ status, said }, now) => {
    if (said.key) {
      // Saved or discarded in another tab meanwhile: what is typed here is something of its own.
      keptHere.remove(name());
      own.value = said.key;
      kept = opened;
      touched = true;
    } else if (status !== 200) {
      lost(said.refused || (status === 401 ? SAID.signedOut : SAID.lost), now);
      if (status === 400) refused = now;
    } else {
      tell(present, said.present);
      if (now === undefined) return;
      kept = now;
      tell(line, said.kept);
      keptHere.remove(name());
    }
  };

  const send = async (now) => {
    sending = true;
    heard = Date.now();
    const pairs = message(now);
    active = false;
    const answer = await post(address, pairs).catch(() => ({ status: 0, said: {} }));
    if (!submitted) hear(answer, now);
    sending = false;
  };

  const tick = () => {
    if (sending || submitted || document.hidden) return;
    const now = touched ? unsent() : undefined;
    touched = false;
    if (now !== undefined || Date.now() - heard > BEAT) send(now);
  };

  const leave = () => {
    if (submitted) return;
    const now = unsent();
    if (now !== undefined) keptHere.put(name(), address, message(now));
    if (!navigator.sendBeacon(address, body(message(now, false)))) post(address, message(now, false)).catch(() => {});
    touched = true; // whether it arrived is asked again when the page is seen again
    heard = 0;
  };

  const submit = (event) => {
    if (event.defaultPrevented || event.submitter?.formTarget === "_blank") return;
    const now = unsent();
    if (now !== undefined) keptHere.put(name(), address, message(now)); // should the line be lost on the way
    submitted = true;
    setTimeout(() => (submitted = false), MINUTE); // still here: it did not go through
  };

  // What this browser kept goes to the server first; where it was this very form, the page is drawn anew and offers it.
  const sendKeptHere = async () => {
    let found = false;
    for (const [entry, { address: where, pairs }] of keptHere.all(`${user}:`)) {
      const { status, said } = entry === name() ? {} : await post(where, pairs);
      if (status !== 200) continue;
      keptHere.remove(entry);
      found ||= !said.key && entry.startsWith(`${user}:${kind}:${item}:`);
    }
    if (found && !worked && opened !== "") location.reload();
    else if (found) tell(line, SAID.found);
  };

  const start = () => {
    const touch = () => (touched = active = worked = true);
    for (const kind of ["pointerdown", "keydown", "drop"]) document.addEventListener(kind, look, { capture: true, once: true });
    for (const kind of ["input", "change", "click", "keyup", "drop"]) document.addEventListener(kind, touch, true);
    document.addEventListener("visibilitychange", () => (document.hidden ? leave() : tick()));
    window.addEventListener("pagehide", () => document.hidden || leave());
    window.addEventListener("online", tick);
    window.addEventListener("load", look);
    form.addEventListener("submit", submit);
    setInterval(tick, TICK);
    sendKeptHere().catch(() => {}).then(tick);
  };
  if (own) start();
}
