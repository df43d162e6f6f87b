// Gives each cell of a list the name of its column: on a phone, where a row is a block, it stands before the value.
"use strict";
{
  const table = document.querySelector("#result_list");
  const heads = [...(table?.tHead.rows[0].cells || [])].map((head) => head.querySelector(".text")?.textContent.trim());
  for (const row of table?.tBodies[0].rows || []) {
    [...row.cells].forEach((cell, column) => {
      if (cell.tagName === "TD" && heads[column]) cell.dataset.column = heads[column];
    });
  }
}
