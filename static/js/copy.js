// <button type="button" hidden data-copy="#id" data-copied="Adresse copiée">: copies the text of #id.
for (const button of document.querySelectorAll("[data-copy]")) {
    const source = document.querySelector(button.dataset.copy);
    if (!source || !navigator.clipboard) {
        continue;
    }
    const words = button.querySelector("[data-copy-words]") || button;
    const before = words.textContent;
    button.hidden = false;
    words.setAttribute("aria-live", "polite");
    button.addEventListener("click", async () => {
        await navigator.clipboard.writeText(source.textContent.trim());
        words.textContent = button.dataset.copied || "Copié";
        setTimeout(() => {
            words.textContent = before;
        }, 4000);
    });
}
