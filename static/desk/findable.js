// A box of many choices is searched by typing, as the boxes are that find rows. Without a script it is a plain select.
"use strict";
window.django?.jQuery("select.findable").select2();
