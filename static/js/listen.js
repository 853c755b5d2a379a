// « Écouter »: the page read aloud by a French voice of the device. A voice that asks a server is never taken: what a
// page says of a person would leave the device. Without such a voice every [data-listen] stays hidden.
// Buttons and bar: components/listen.html. What is said of a page: static/js/listen-text.js.
{
    const synthesis = window.speechSynthesis;
    const RATES = { slow: 0.8, normal: 1, fast: 1.3 };
    const MARK = "listened";
    const html = document.documentElement;
    const main = document.querySelector("main");
    const bar = document.querySelector("[data-listen-bar]");
    const start = document.querySelector("[data-listen-start]");
    const trouble = document.querySelector("[data-listen-trouble]");
    const highlights = typeof Highlight === "function" && CSS.highlights;

    let voice = null;
    let parts = [];
    let current = 0;
    let state = "off"; // then "on" or "paused"
    let utterance = null; // held here: Chromium forgets one that nobody holds, and never says that it ended

    const isOfTheDevice = (each) => each.localService === true && /^fr(?:[-_]|$)/i.test(each.lang);

    const chosenVoice = () => {
        const voices = synthesis.getVoices().filter(isOfTheDevice);
        return voices.find((each) => each.default) || voices.find((each) => /^fr[-_]fr$/i.test(each.lang)) || voices[0];
    };

    const show = (now) => {
        state = now;
        bar.hidden = now === "off";
        html.toggleAttribute("data-listening", now !== "off");
        for (const words of document.querySelectorAll("[data-listen-when]")) {
            words.hidden = !words.dataset.listenWhen.split(" ").includes(now);
        }
    };

    const showPace = () => {
        for (const button of bar.querySelectorAll("[data-listen-pace]")) {
            button.setAttribute("aria-pressed", String(button.dataset.listenPace === html.dataset.pace));
        }
    };

    const unmark = () => {
        if (highlights) {
            highlights.delete(MARK);
        }
        for (const block of main.querySelectorAll(`.${MARK}`)) {
            block.classList.remove(MARK);
            if (!block.className) {
                block.removeAttribute("class");
            }
        }
    };

    const mark = ({ range, block }) => {
        if (highlights) {
            highlights.set(MARK, new Highlight(range));
        } else {
            block.classList.add(MARK);
        }
    };

    // The height that the bar leaves to the text.
    const room = () => window.innerHeight - (getComputedStyle(bar).position === "fixed" ? bar.offsetHeight : 0);

    const isSeen = ({ range }) => {
        const box = range.getBoundingClientRect();
        return box.bottom > 0 && box.top < room();
    };

    // One that is higher than the room is brought to its top.
    const bringIntoView = ({ range }) => {
        const box = range.getBoundingClientRect();
        const lowest = room() - box.height;
        if (box.top >= 0 && box.top <= Math.max(lowest, 0)) {
            return;
        }
        const top = window.pageYOffset + box.top - Math.max(0, Math.min(room() / 4, lowest));
        if ("scrollBehavior" in html.style && matchMedia("(prefers-reduced-motion: no-preference)").matches) {
            window.scrollTo({ top, behavior: "smooth" });
        } else {
            window.scrollTo(0, top);
        }
    };

    // A device may say nothing of an utterance cut short, or say that it ended: nobody waits for it any more.
    const hush = () => {
        if (utterance) {
            utterance = null;
            synthesis.cancel();
        }
    };

    const finish = () => {
        hush();
        unmark();
        if (bar.contains(document.activeElement)) {
            start.focus({ preventScroll: true });
        }
        show("off");
    };

    const fail = () => {
        finish();
        trouble.hidden = false;
    };

    const utter = (words) => {
        const said = new SpeechSynthesisUtterance(words);
        said.voice = voice;
        said.lang = voice.lang;
        said.rate = RATES[html.dataset.pace] || 1;
        said.onend = () => said === utterance && goOn();
        said.onerror = () => said === utterance && fail();
        utterance = said;
        synthesis.speak(said);
    };

    // Says the part `wanted`, or the nearest one in that direction that is still shown.
    const say = (wanted, direction, follows) => {
        hush();
        let found = wanted;
        while (parts[found] && parts[found].block.getClientRects().length === 0) {
            found += direction;
        }
        if (found >= parts.length) {
            finish();
            return;
        }
        current = Math.max(found, 0);
        unmark();
        mark(parts[current]);
        show("on");
        if (follows) {
            bringIntoView(parts[current]);
        }
        utter(parts[current].words);
    };

    // Whoever has scrolled elsewhere is not brought back by the next sentence.
    const goOn = () => {
        utterance = null;
        say(current + 1, 1, isSeen(parts[current]));
    };

    // From the top, or from the place that the address has just named.
    const begin = (place) => {
        trouble.hidden = true;
        parts = window.partsToSay(main);
        const isAfter = ({ range }) => place.compareDocumentPosition(range.startContainer) & Node.DOCUMENT_POSITION_FOLLOWING;
        const first = place ? parts.find(isAfter) : parts[0];
        say(first ? parts.indexOf(first) : parts.length, 1, true);
    };

    const pauseOrResume = () => {
        if (state === "paused") {
            say(current, 1, true);
        } else {
            hush();
            show("paused");
        }
    };

    const keepPace = (pace) => {
        html.dataset.pace = pace;
        showPace();
        const choice = document.querySelector(`input[name=pace][value=${pace}]`);
        if (choice) {
            choice.checked = true;
        }
        // The answer leads to a page. It is not opened: to open another page ends what is done on this one (« À deux »).
        const kept = { method: "POST", body: new URLSearchParams({ pace }), credentials: "same-origin", redirect: "manual" };
        fetch(bar.dataset.listenBar, Object.assign(kept, { keepalive: true })).catch(() => {}); // this page has it at least
        if (state === "on") {
            say(current, 1, false);
        }
    };

    const refresh = () => {
        voice = chosenVoice();
        for (const each of document.querySelectorAll("[data-listen]")) {
            each.hidden = !voice;
        }
        if (!voice && state !== "off") {
            finish();
        }
    };

    const onPress = (name, act) => bar.querySelector(`[data-listen-${name}]`).addEventListener("click", act);

    if (synthesis) {
        start.addEventListener("click", () => (state === "off" ? begin(null) : finish()));
        onPress("pause", pauseOrResume);
        onPress("stop", finish);
        onPress("back", () => say(current - 1, -1, true));
        onPress("next", () => say(current + 1, 1, true));
        for (const button of bar.querySelectorAll("[data-listen-pace]")) {
            button.addEventListener("click", () => keepPace(button.dataset.listenPace));
        }
        window.addEventListener("pagehide", () => state !== "off" && finish());
        window.addEventListener("hashchange", () => {
            const place = main.querySelector(":target");
            if (state === "on" && place) {
                begin(place);
            }
        });
        showPace();
        refresh();
        if (synthesis.addEventListener) {
            synthesis.addEventListener("voiceschanged", refresh);
        } else {
            setTimeout(refresh, 500); // Safari before 16 tells nothing of a late list
        }
    }
}
