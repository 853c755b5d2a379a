// « Ce téléphone me reconnaît ». [data-passkey-section] stays hidden unless this device can recognise its owner.
// <form data-passkey="get" (or "create") data-options="/…"> holds input[name=credential] and a submit button: pressed, it
// asks the server what to ask the device, asks the device, then sends what it answered. [data-passkey-trouble] is shown
// when the device does not answer.
const json = window.webauthnJSON;

async function canRecognise() {
    if (!json || !window.PublicKeyCredential) {
        return false;
    }
    return window.PublicKeyCredential.isUserVerifyingPlatformAuthenticatorAvailable();
}

async function ask(form) {
    const token = new FormData();
    token.append("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
    const answer = await fetch(form.dataset.options, { method: "POST", body: token });
    if (!answer.ok) {
        throw new Error(`${answer.status}`);
    }
    const options = await answer.json();
    return form.dataset.passkey === "create" ? json.create(options) : json.get(options);
}

canRecognise().then((can) => {
    for (const section of document.querySelectorAll("[data-passkey-section]")) {
        section.hidden = !can;
    }
    for (const section of document.querySelectorAll("[data-passkey-cannot]")) {
        section.hidden = can;
    }
});

for (const form of document.querySelectorAll("form[data-passkey]")) {
    const trouble = form.querySelector("[data-passkey-trouble]");
    form.addEventListener("submit", async (event) => {
        event.preventDefault();
        trouble.hidden = true;
        try {
            form.elements.credential.value = JSON.stringify(await ask(form));
            form.submit();
        } catch {
            trouble.hidden = false;
        }
    });
}
