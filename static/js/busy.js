// <form data-busy="Les cartes se préparent…"> and <a data-busy="…">: once pressed, the button says so, aloud too, and a second
// press does nothing. What answers with a file leaves the page in place: the words go after a while. A button may have
// words of its own (data-busy-words).
const PATIENCE = 20000;

for (const asked of document.querySelectorAll("[data-busy]")) {
    const said = document.createElement("p");
    said.className = "meta";
    said.setAttribute("role", "status");
    (asked.closest("p") || asked).after(said);
    let waiting = 0;
    const ready = () => {
        clearTimeout(waiting);
        waiting = 0;
        said.textContent = "";
        for (const button of asked.querySelectorAll("[aria-disabled]")) {
            button.removeAttribute("aria-disabled");
        }
    };
    asked.addEventListener(asked.matches("form") ? "submit" : "click", (event) => {
        if (waiting) {
            event.preventDefault();
            return;
        }
        waiting = setTimeout(ready, PATIENCE);
        const pressed = event.submitter;
        if (pressed) {
            pressed.setAttribute("aria-disabled", "true");
        }
        said.textContent = (pressed && pressed.dataset.busyWords) || asked.dataset.busy;
    });
    // Back, from the file or the next page.
    addEventListener("pageshow", ready);
}
