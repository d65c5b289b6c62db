// The reading view: the finding under the pointer lights up in words and on the page; keys go from one to the next.
"use strict";

document.addEventListener("DOMContentLoaded", () => {
  const both = (key) => document.querySelectorAll(`[data-finding="${CSS.escape(key)}"]`);
  document.querySelectorAll("[data-finding]").forEach((part) => {
    const key = part.dataset.finding;
    for (const [name, on] of [["pointerenter", true], ["pointerleave", false], ["focus", true], ["blur", false]]) {
      part.addEventListener(name, () => both(key).forEach((other) => other.classList.toggle("near", on)));
    }
  });
  document.querySelector("svg .lit")?.scrollIntoView({ block: "nearest" });
  document.querySelector(".words .lit")?.scrollIntoView({ block: "nearest" });

  // Single letters as commands can get in the way of speech input: they can be turned off, and stay so.
  const box = document.querySelector("[data-keys]");
  if (!box) return;
  box.closest("[hidden]").hidden = false;
  box.checked = localStorage.getItem("keys") !== "off";
  box.addEventListener("change", () => localStorage.setItem("keys", box.checked ? "on" : "off"));
  document.addEventListener("keydown", (event) => {
    if (!box.checked || event.ctrlKey || event.altKey || event.metaKey || event.target.matches("input, select, textarea")) return;
    const way = { n: "next", p: "prev" }[event.key];
    document.querySelector(way && `a[rel="${way}"]`)?.click();
  });
});
