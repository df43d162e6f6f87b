// What a form keeps in this browser while its words cannot be sent: by person, so that nobody is shown another's words.
"use strict";
{
  const DAYS = 30 * 24 * 3600 * 1000;
  const PREFIX = "desk-kept:";

  // Each entry: where its words go to, the words as pairs to be sent, and since when it stands.
  window.keptHere = {
    put(name, address, pairs) {
      try {
        localStorage.setItem(PREFIX + name, JSON.stringify({ address, pairs, at: Date.now() }));
        return true;
      } catch {
        return false;
      }
    },

    remove(name) {
      localStorage.removeItem(PREFIX + name);
    },

    // Those whose names begin like this, as [name, entry]. Old ones go.
    all(beginning) {
      const names = Object.keys(localStorage).filter((name) => name.startsWith(PREFIX + beginning));
      const entries = names.map((name) => [name.slice(PREFIX.length), JSON.parse(localStorage.getItem(name))]);
      entries.filter(([, { at }]) => Date.now() - at > DAYS).forEach(([name]) => this.remove(name));
      return entries.filter(([, { at }]) => Date.now() - at <= DAYS);
    },
  };
}
