// <button type="button" hidden data-print>: prints the page. Without JavaScript the browser's own menu does it.
for (const button of document.querySelectorAll("[data-print]")) {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
}

// <label hidden><input type="checkbox" data-print-address>: where the page comes from stands at its foot, if one ticks it.
for (const box of document.querySelectorAll("[data-print-address]")) {
    const foot = document.createElement("p");
    foot.className = "print-address";
    foot.textContent = location.origin + location.pathname;
    box.closest("label").hidden = false;
    box.checked = false;
    box.addEventListener("change", () => {
        if (box.checked) {
            document.querySelector("main").append(foot);
        } else {
            foot.remove();
        }
    });
}
