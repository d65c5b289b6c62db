// Words marked in a paragraph go into the form for what the machine missed.
"use strict";

document.addEventListener("selectionchange", () => {
  const selection = document.getSelection();
  const words = selection.toString().trim();
  if (!words || !selection.rangeCount) return;
  const range = selection.getRangeAt(0);
  const node = range.commonAncestorContainer;
  const block = (node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement).closest("[data-block]");
  if (!block) return;
  const before = document.createRange();
  before.setStart(block, 0);
  before.setEnd(range.startContainer, range.startOffset);
  document.querySelectorAll("form[data-marks]").forEach((form) => {
    form.elements.words.value = words;
    form.elements.block.value = block.dataset.block;
    form.elements.occurrence.value = before.toString().split(words).length - 1;
  });
});
