// The language of a paragraph in the rich text editor: kept when a text is edited again, and said with a button.
import { Extension, updateAttrsDialog } from "django-prose-editor/editor";

// What the site lets be in another language. The button says it of the first two.
const PLACES = ["paragraph", "heading", "blockquote", "bulletList", "orderedList", "listItem"];
PLACES.push("table", "tableRow", "tableHeader", "tableCell", "bold", "italic", "superscript", "subscript", "link");

const placeOf = (editor) => PLACES.slice(0, 2).find((name) => editor.isActive(name));

// Searched by typing, where the page has the boxes for that.
const find = (select) => {
  const $ = window.django?.jQuery;
  if (!$?.fn.select2) return;
  const drawn = { dropdownParent: $(select.closest("dialog")), theme: "admin-autocomplete", width: "100%" };
  $(select).select2(drawn).trigger("change"); // so that it is named
};

export const Language = Extension.create({
  name: "language",

  // The words of the button, and a line for each language: its code, a space, its name.
  addOptions: () => ({ title: "", languages: "" }),

  addGlobalAttributes: () => [
    {
      types: PLACES,
      attributes: {
        lang: {
          default: null,
          parseHTML: (element) => element.getAttribute("lang") || null,
          renderHTML: ({ lang }) => (lang ? { lang } : {}),
        },
      },
    },
  ],

  addMenuItems({ buttons, menu }) {
    const { title, languages } = this.options;
    const codes = new Map(languages.split("\n").map((line) => [line.slice(line.indexOf(" ") + 1), line.split(" ")[0]]));

    const ask = async (editor) => {
      const place = placeOf(editor);
      const now = editor.getAttributes(place).lang || "";
      const shown = [...codes].find(([, code]) => code === now)?.[0] || now;
      codes.set(shown, now);
      const asked = updateAttrsDialog({ lang: { title, enum: [...codes.keys()] } })(editor, { lang: shown });
      find(document.querySelector("dialog[open] select"));
      const said = await asked;
      if (said) editor.chain().focus().updateAttributes(place, { lang: codes.get(said.lang) || null }).run();
    };

    menu.defineItem({
      name: "language",
      groups: "utility",
      button: buttons.material("translate", title),
      enabled: (editor) => Boolean(placeOf(editor)),
      active: (editor) => Boolean(editor.getAttributes(placeOf(editor)).lang),
      command: ask,
    });
  },
});
