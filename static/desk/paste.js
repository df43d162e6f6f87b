// Pasting into the rich text editor: the text is cleaned, its footnotes go to the end, and what could not be kept is told
// to the page with the event "text:pasted" (desk/pasted.js).
import { Extension, Plugin, elementFromString, pm } from "django-prose-editor/editor";
import { clean } from "./paste/clean.js";
import { unstyled } from "./paste/source.js";

const isNote = (node) => node.type.name === "listItem" && Boolean(node.attrs.id?.startsWith("note_"));
const isNotes = (node) => node?.type.name === "orderedList" && isNote(node.firstChild);
const isOwn = (html) => html.includes("data-pm-slice");
const images = (data) => [...(data?.files ?? [])].filter((file) => file.type.startsWith("image/"));

function countNotes(document) {
  let number = 0;
  document.descendants((node) => void (number += isNote(node)));
  return number;
}

// The transaction that puts notes at the end of the text, into the list that is there already or under a heading.
function appended(state, notes, title) {
  const { doc, schema, tr } = state;
  const html = elementFromString(`<ol>${notes.join("")}</ol>`);
  const list = pm.model.DOMParser.fromSchema(schema).parse(html).firstChild;
  if (isNotes(doc.lastChild)) return tr.insert(doc.content.size - 1, list.content);
  return tr.insert(doc.content.size, [schema.nodes.heading.create({ level: 3 }, schema.text(title)), list]);
}

export const Paste = Extension.create({
  name: "pastedText",

  // What stands above the notes.
  addOptions: () => ({ title: "" }),

  // A note, and the link that leads to it, have names.
  addGlobalAttributes: () => [
    {
      types: ["link", "listItem"],
      attributes: {
        id: {
          default: null,
          keepOnSplit: false,
          parseHTML: (element) => element.id.match(/^(note|ref)_\w+$/)?.[0] ?? null,
          renderHTML: ({ id }) => (id ? { id } : {}),
        },
      },
    },
  ],

  addProseMirrorPlugins() {
    const { editor, options } = this;
    const textarea = () => editor.options.element.querySelector("textarea");
    const tell = (detail) => textarea().dispatchEvent(new CustomEvent("text:pasted", { bubbles: true, detail }));
    let waiting = [];

    const transformPastedHTML = (html) => {
      if (isOwn(html)) return unstyled(html);
      const token = crypto.getRandomValues(new Uint32Array(1))[0].toString(36);
      const { html: text, notes, left, pictures } = clean(html, { token, first: countNotes(editor.state.doc) + 1 });
      waiting = notes;
      tell({ left, pictures, notes: notes.length });
      return text;
    };

    // Pictures that come as files, not within a text.
    const offer = (data) => {
      const files = images(data);
      if (!files.length) return false;
      const { html, pictures } = clean(data.getData("text/html"));
      if (html) return false;
      tell({ left: {}, pictures: files.map((file, index) => ({ file, alt: pictures[index]?.alt ?? "" })), notes: 0 });
      return true;
    };

    const handlePaste = (_view, event) => offer(event.clipboardData);
    const handleDrop = (_view, event) => offer(event.dataTransfer) && (event.preventDefault(), true);
    const appendTransaction = (transactions, _before, state) => {
      if (!waiting.length || !transactions.some((transaction) => transaction.docChanged)) return null;
      const notes = waiting;
      waiting = [];
      return appended(state, notes, options.title);
    };
    return [new Plugin({ props: { transformPastedHTML, handlePaste, handleDrop }, appendTransaction })];
  },
});
