// <button type="button" hidden data-print>: prints the page. Without JavaScript the browser's own menu does it.
for (const button of document.querySelectorAll("[data-print]")) {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
}
