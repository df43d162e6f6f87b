// Keeps what is typed: on the server every few seconds, in this browser while the line is lost. Says so, and says who
// else has the form open. Without it nothing is kept before the form is saved.
"use strict";
{
  const TICK = 2000;
  const BEAT = 20000;
  const MINUTE = 60000;
  const DAYS = 30 * 24 * 3600 * 1000;
  const own = document.querySelector("#content-main input[name=open_form]");
  const form = own?.form;
  const { address, user, form: kind, item } = own?.dataset || {};
  const line = document.getElementById("desk-kept");
  const present = document.getElementById("desk-present");
  const OURS = ["csrfmiddlewaretoken", "open_form", "open_form_replaces"];

  const began = Date.now();
  let opened = own?.dataset.unsaved === undefined ? undefined : ""; // what the form had before it was touched
  let kept = opened; // what the server has
  let touched = opened === "";
  let active = false; // since it was last said
  let worked = false; // ever
  let sending = false;
  let submitted = false;
  let refused; // what the server will not take, however often it is sent
  let heard = 0; // when the server last answered

  const say = (text) => {
    if (line && line.textContent !== text) line.textContent = text;
  };

  const read = () => {
    const words = {};
    const uploads = [];
    for (const [name, value] of new FormData(form)) {
      if (value instanceof File) uploads.push(...(value.name ? [value.name] : []));
      else if (!OURS.includes(name) && !name.includes("__prefix__")) (words[name] ??= []).push(value);
    }
    return JSON.stringify([words, uploads]);
  };

  // What is sent, as pairs: a line that is lost may send them another day.
  const message = (now) => {
    const pairs = [["key", own.value], ["user", user], ["in_view", document.hidden ? "" : "1"], ["active", active ? "1" : ""]];
    if (now === undefined) return pairs;
    const [words, uploads] = JSON.parse(now);
    pairs.push(["words", now === opened ? "" : JSON.stringify(words)], ["replaces", form.elements.open_form_replaces.value]);
    return pairs.concat(uploads.map((name) => ["uploads", name]));
  };

  const body = (pairs) => {
    const data = new FormData();
    pairs.forEach(([name, value]) => data.append(name, value));
    // Who signed in anew in another tab has another token by now.
    const token = document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1];
    data.append("csrfmiddlewaretoken", token || form.elements.csrfmiddlewaretoken.value);
    return data;
  };

  // In this browser: by person, so that nobody is shown another's words.
  const place = () => `desk-kept:${user}:${kind}:${item}:${own.value}`;
  const keepHere = (now) => {
    try {
      localStorage.setItem(place(), JSON.stringify({ address, pairs: message(now), at: Date.now() }));
      return true;
    } catch {
      return false;
    }
  };
  const forgetHere = () => localStorage.removeItem(place());

  const post = async (where, pairs) => {
    const answer = await fetch(where, { method: "POST", body: body(pairs), redirect: "manual" });
    if (answer.type === "opaqueredirect") throw new Error("signed out");
    return { status: answer.status, said: await answer.json().catch(() => ({})) };
  };

  const lost = (text, now) => {
    if (now === undefined) return;
    say(keepHere(now) ? text : line?.dataset.nowhere);
    touched = true; // to be sent again
  };

  const hear = ({ status, said }, now) => {
    if (status === 409) {
      // Saved or discarded in another tab meanwhile: what is typed here is something of its own.
      forgetHere();
      own.value = said.key;
      touched = true;
    } else if (status !== 200) {
      lost(said.refused || line?.dataset.lost, now);
      if (status === 400) refused = now;
    } else {
      if (present && present.textContent !== said.present) present.textContent = said.present;
      if (now === undefined) return;
      kept = now;
      say(said.kept);
      forgetHere();
    }
  };

  const send = async (now) => {
    sending = true;
    heard = Date.now();
    const pairs = message(now);
    active = false;
    try {
      const answer = await post(address, pairs);
      if (!submitted) hear(answer, now);
    } catch (error) {
      if (!submitted) lost(line?.dataset[error.message === "signed out" ? "signedOut" : "lost"], now);
    }
    sending = false;
  };

  const unsent = () => {
    const now = opened === undefined ? kept : read();
    return now === kept || now === refused ? undefined : now;
  };

  // What scripts fill in at the start is no word of the editor's: this looks when something is first touched, at the
  // latest when they have long been ready.
  const look = () => (opened ??= kept ??= read());

  const tick = () => {
    if (Date.now() > began + TICK) look();
    if (sending || submitted || document.hidden) return;
    const now = touched ? unsent() : undefined;
    touched = false;
    if (now !== undefined || Date.now() - heard > BEAT) send(now);
  };

  const leave = () => {
    if (submitted) return;
    const now = unsent();
    if (now !== undefined) keepHere(now);
    const pairs = message(now).map(([name, value]) => [name, name === "in_view" ? "" : value]);
    if (!navigator.sendBeacon(address, body(pairs))) post(address, pairs).catch(() => {});
    touched = true; // whether it arrived is asked again when the page is seen again
    heard = 0;
  };

  const submit = (event) => {
    if (event.defaultPrevented || event.submitter?.formTarget === "_blank") return;
    const now = unsent();
    if (now !== undefined) keepHere(now); // should the line be lost on the way
    submitted = true;
    setTimeout(() => (submitted = false), MINUTE); // still here: it did not go through
  };

  // What this browser kept goes to the server first; where it was this very form, the page is drawn anew and offers it.
  const sendKeptHere = async () => {
    const mine = Object.keys(localStorage).filter((name) => name.startsWith(`desk-kept:${user}:`) && name !== place());
    let found = false;
    for (const name of mine) {
      const { address: where, pairs, at } = JSON.parse(localStorage.getItem(name));
      const answer = Date.now() - at < DAYS ? await post(where, pairs) : { status: 410 };
      if (![200, 409, 410].includes(answer.status)) continue;
      localStorage.removeItem(name);
      found ||= answer.status === 200 && name.startsWith(`desk-kept:${user}:${kind}:${item}:`);
    }
    if (found && !worked && opened !== "") location.reload();
    else if (found) say(line?.dataset.found);
  };

  const start = () => {
    const touch = () => (touched = active = worked = true);
    for (const name of ["focusin", "pointerdown", "keydown", "drop"]) document.addEventListener(name, look, { capture: true, once: true });
    for (const name of ["input", "change", "click", "keyup", "drop"]) document.addEventListener(name, touch, true);
    document.addEventListener("visibilitychange", () => (document.hidden ? leave() : tick()));
    window.addEventListener("pagehide", () => document.hidden || leave());
    window.addEventListener("online", tick);
    form.addEventListener("submit", submit);
    setInterval(tick, TICK);
    sendKeptHere().catch(() => {}).then(tick);
  };
  if (own) start();
}
