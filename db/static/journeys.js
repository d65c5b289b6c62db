// What makes the pages handier; all of them work without it.
"use strict";

// Datasette's table.js asks for this; Datasette itself writes it into the page, where scripts are refused.
var DATASETTE_ALLOW_FACET = true;

document.addEventListener("click", (event) => {
  // A click elsewhere closes a menu.
  document.querySelectorAll("details.nav-menu[open]").forEach((menu) => {
    if (!menu.contains(event.target)) menu.open = false;
  });
});

document.addEventListener("DOMContentLoaded", () => {
  // On a telephone the rows come first.
  if (matchMedia("(max-width: 576px)").matches) document.querySelectorAll("details.facets").forEach((fold) => (fold.open = false));

  document.querySelectorAll("[data-all-columns]").forEach((box) => {
    box.closest("[hidden]")?.removeAttribute("hidden");
    box.addEventListener("change", () => document.body.classList.toggle("all-columns", box.checked));
  });

  document.querySelectorAll("[data-tick-all]").forEach((box) => {
    box.closest("[hidden]").removeAttribute("hidden");
    const rows = () => box.form.querySelectorAll("input[name=key]");
    box.addEventListener("change", () => rows().forEach((row) => (row.checked = box.checked)));
    box.form.addEventListener("change", (event) => {
      if (event.target.name === "key") box.checked = [...rows()].every((row) => row.checked);
    });
  });

  document.querySelectorAll("button[data-copy]").forEach((button) => {
    if (!navigator.clipboard) return;
    button.hidden = false;
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).textContent.trim());
      button.textContent = "Copied";
    });
  });

  document.querySelectorAll("select[data-go]").forEach((choice) => {
    choice.addEventListener("change", () => choice.form.requestSubmit());
  });
});

window.addEventListener("load", () => {
  // The menu of a column, which table.js opens for the mouse, opens for the keyboard too.
  document.querySelectorAll("svg.dropdown-menu-icon").forEach((icon) => {
    icon.setAttribute("tabindex", "0");
    icon.setAttribute("role", "button");
    icon.setAttribute("aria-label", "Menu of the column " + icon.closest("th").innerText.trim());
    icon.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" && event.key !== " ") return;
      event.preventDefault();
      icon.dispatchEvent(new MouseEvent("click", { bubbles: true }));
    });
  });
});
