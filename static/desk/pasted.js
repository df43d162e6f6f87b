// Says below an editor what could not be kept of a pasted text, and offers its pictures to the library: each is sent
// through the library's own form, which asks for the alternative text and checks the file.
"use strict";
{
  const words = document.getElementById("pasted")?.content;
  const part = (name) => words.querySelector(`[data-part=${name}]`).cloneNode(true);
  const said = (kind) => words.querySelector(`[data-kind=${kind}]`)?.textContent ?? kind;
  const counted = ([kind, times]) => (times > 1 ? `${said(kind)} (${times})` : said(kind));
  const fill = (element, text) => {
    (element.querySelector("[data-fill]") ?? element).append(text);
    return element;
  };

  // The form's own picture, when it has none yet.
  const choose = (form, { value, obj }) => {
    const select = form?.querySelector("select[name=picture], select[name=cover]");
    if (!select || select.value) return false;
    select.add(new Option(obj, value, true, true));
    django.jQuery(select).trigger("change");
    select.dispatchEvent(new Event("change", { bubbles: true }));
    return true;
  };

  const load = async (address, options) => {
    const answer = await fetch(address, options);
    if (!answer.ok) throw new Error(answer.status);
    return new DOMParser().parseFromString(await answer.text(), "text/html");
  };

  // What the library answers: {added} with the new row, or {mistakes} in its words.
  const send = async (address, file, alt) => {
    const form = (await load(address)).querySelector("#picture_form");
    const data = new FormData(form);
    data.set("upload", file, file.name ?? `picture.${file.type.split("/")[1]}`);
    data.set("alt", alt);
    const answer = await load(address, { method: "POST", body: data });
    const added = answer.getElementById("django-admin-popup-response-constants")?.dataset.popupResponse;
    const mistakes = [...answer.querySelectorAll(".errorlist li")].map((each) => each.textContent);
    return added ? { added: JSON.parse(added) } : { mistakes };
  };

  const add = async (item, picture, notice) => {
    const [button, mistakes] = [item.querySelector("button"), item.querySelector("[data-mistakes]")];
    if (button.getAttribute("aria-disabled") === "true") return;
    button.setAttribute("aria-disabled", "true");
    mistakes.replaceChildren();
    try {
      const answer = await send(notice.dataset.library, picture.file, item.querySelector("textarea").value);
      if (answer.added) {
        const done = part(choose(notice.closest("form"), answer.added) ? "chosen" : "added");
        item.querySelector("[data-ask]").replaceWith(fill(done, answer.added.obj));
        return done.focus();
      }
      mistakes.append(answer.mistakes.join(" ") || part("failed").textContent);
    } catch {
      mistakes.append(part("failed").textContent);
    }
    button.removeAttribute("aria-disabled");
  };

  // Our policy lets no script fetch a data: address.
  const decoded = (address) => {
    const [, type, text] = address.match(/^data:([^;]+);base64,(.*)$/is);
    return new Blob([Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0))], { type });
  };
  // What came along of a picture, or nothing: also where it is broken.
  const fileOf = ({ file, src }) => {
    try {
      return file ?? (src ? decoded(src) : null);
    } catch {
      return null;
    }
  };

  const offer = (picture, index, notice) => {
    const item = part("picture");
    const [image, text] = [item.querySelector("img"), item.querySelector("textarea")];
    image.src = URL.createObjectURL(picture.file);
    text.id = `${notice.id}_${index}`;
    text.value = picture.alt;
    item.querySelector("label").htmlFor = text.id;
    item.querySelector("button").addEventListener("click", () => add(item, picture, notice));
    return item;
  };

  const place = (textarea) => {
    const id = `${textarea.id}_pasted`;
    const notice = document.getElementById(id) ?? Object.assign(part("notice"), { id });
    if (!notice.isConnected) textarea.closest(".prose-editor").after(notice);
    return notice;
  };

  const show = (textarea, { left, pictures, notes }) => {
    const notice = place(textarea);
    const parts = [];
    if (Object.keys(left).length) parts.push(fill(part("left"), `${Object.entries(left).map(counted).join(", ")}.`));
    if (notes) parts.push(part("notes"));
    const all = pictures.map((picture) => ({ alt: picture.alt, file: fileOf(picture) }));
    const sent = notice.dataset.library ? all.filter((picture) => picture.file) : [];
    if (all.length > sent.length) parts.push(fill(part("by-hand"), all.length - sent.length));
    const items = sent.map((picture, index) => offer(picture, index, notice));
    notice.hidden = !parts.length && !items.length;
    notice.querySelector("ul").replaceChildren(...items);
    // What is said in a part of the page that was hidden until now is not read out.
    requestAnimationFrame(() => notice.querySelector("[role=status]").replaceChildren(...parts));
  };

  if (words) {
    document.addEventListener("prose-editor:ready", ({ detail }) => place(detail.textarea));
    document.addEventListener("text:pasted", ({ target, detail }) => show(target, detail));
    document.addEventListener("click", ({ target }) => {
      if (target.matches(".pasted [data-hide]")) target.closest(".pasted").hidden = true;
    });
  }
}
