// What is heard of a page (static/js/listen.js): its shown text, cut in sentences that a voice says in one breath.
// Nothing is written into the page: a part holds a Range, which leaves the text as it is.
{
    const LONGEST = 150; // letters: Chromium stops a voice after fifteen seconds, and a slow one says twelve in one
    const SHORTEST = 40;
    const UNREAD = "nav, button, input, select, textarea, script, style, template, svg, .tools, .btn, .back-link, "
        + ".choose-order, .visually-hidden, [hidden], [aria-hidden=true]";
    const INSIDE_A_LINE = ["inline", "inline-block", "contents"];
    const AN_END = /[.!?…]+(?:\s*[»”")\]])*\s+(?=[^\s»”)\]])/g;
    const NOT_A_BEGINNING = /^[a-zß-öø-ÿœ]/;
    const SHORTENED = new RegExp("(?:^|[\\s(«“’'-])(?:MM|Mme|Mlle|Dr|Pr|Me|Mgr|Ste?|[Aa]rt|[Aa]v|[Bb]d|[Cc]f|[Ee]nv|[Ee]x|"
        + "[Tt]él|[Vv]ol|[Cc]hap|pp?|n°|al|c\\.-à-d|[A-ZÀ-Ý])\\.$|^\\d+\\.$");

    const isSpace = (letter) => /\s/.test(letter);

    // Where a long sentence may pause: after a sign, else between two words, never inside a number or before its unit.
    const BEFORE_A_PAUSE = [/[;:,.!?…»)]/, /[^\d«]/];
    const AFTER_A_PAUSE = /[^»:;!?%€]/;

    const pauseIn = (text, from) => {
        const farthest = from + LONGEST;
        for (const before of BEFORE_A_PAUSE) {
            for (let at = farthest; at > from + SHORTEST; at -= 1) {
                if (isSpace(text[at]) && before.test(text[at - 1]) && AFTER_A_PAUSE.test(text[at + 1])) {
                    return at;
                }
            }
        }
        return farthest;
    };

    const shortSpans = (text, from, to) => {
        const spans = [];
        let start = from;
        while (to - start > LONGEST) {
            const pause = pauseIn(text, start);
            spans.push([start, pause]);
            start = isSpace(text[pause]) ? pause + 1 : pause;
        }
        return spans.concat([[start, to]]);
    };

    // The sentences of a text whose spaces are single ones, as [first, after the last].
    window.sentenceSpans = (text) => {
        const spans = [];
        let start = 0;
        let end = AN_END.exec(text);
        while (end) {
            const after = end.index + end[0].length;
            const goesOn = NOT_A_BEGINNING.test(text.slice(after)) || SHORTENED.test(text.slice(start, end.index + 1));
            if (!goesOn) {
                spans.push(...shortSpans(text, start, end.index + end[0].trimEnd().length));
                start = after;
            }
            end = AN_END.exec(text);
        }
        return spans.concat(shortSpans(text, start, text.length));
    };

    // Gathers the text of a line, letter by letter, with the node and the place that each comes from.
    class Line {
        constructor() {
            this.text = "";
            this.places = [];
        }

        add(node, from, to) {
            for (let offset = from; offset < to; offset += 1) {
                const letter = isSpace(node.data[offset]) ? " " : node.data[offset];
                if (letter !== " " || (this.text && !this.text.endsWith(" "))) {
                    this.text += letter;
                    this.places.push([node, offset]);
                }
            }
        }

        rangeOf([first, after]) {
            const range = document.createRange();
            range.setStart(...this.places[first]);
            const [node, offset] = this.places[after - 1];
            range.setEnd(node, offset + 1);
            return range;
        }
    }

    class Reader {
        constructor() {
            this.parts = [];
            this.before = "";
            this.line = new Line();
        }

        // Ends a line: `block` is the element that holds it. What is said before it (the name of a column) is said once.
        end(block) {
            const { line } = this;
            this.line = new Line();
            const text = line.text.trimEnd();
            if (!/[\wÀ-ÿ€%]/.test(text)) {
                return;
            }
            for (const span of window.sentenceSpans(text)) {
                this.parts.push({ words: this.before + text.slice(...span), range: line.rangeOf(span), block });
                this.before = "";
            }
        }

        read(element) {
            const style = getComputedStyle(element);
            if (element.matches(UNREAD) || style.display === "none" || style.visibility !== "visible") {
                return;
            }
            const isBlock = !INSIDE_A_LINE.includes(style.display);
            const number = numberOf(element);
            if (isBlock) {
                this.end(element.parentElement);
                this.before = number || this.before;
            }
            if (element.tagName === "TABLE" && element.tHead) {
                this.readTable(element);
            } else {
                this.readInside(element, style.whiteSpace.startsWith("pre"));
            }
            if (isBlock) {
                this.end(element);
                this.before = number ? "" : this.before;
            }
        }

        readInside(element, keepsLines) {
            const isClosed = element.tagName === "DETAILS" && !element.open;
            for (const node of isClosed ? element.querySelectorAll("summary") : element.childNodes) {
                if (node.nodeType === Node.TEXT_NODE) {
                    this.readText(node, keepsLines);
                } else if (node.nodeName === "BR") {
                    this.end(element);
                } else if (node.nodeType === Node.ELEMENT_NODE) {
                    this.read(node);
                }
            }
        }

        readText(node, keepsLines) {
            let from = 0;
            for (const row of keepsLines ? node.data.split("\n") : [node.data]) {
                if (from > 0) {
                    this.end(node.parentElement);
                }
                this.line.add(node, from, from + row.length);
                from += row.length + 1;
            }
        }

        // Row by row: each cell says the name of its column first. A table that is still to fill says its columns.
        readTable(table) {
            const names = [...table.tHead.rows[0].cells];
            if (table.caption) {
                this.read(table.caption);
            }
            const known = this.parts.length;
            const isShown = (row) => row.parentElement !== table.tHead && row.getClientRects().length > 0;
            for (const row of [...table.rows].filter(isShown)) {
                for (const cell of row.cells) {
                    const name = cell.tagName === "TD" && names[cell.cellIndex];
                    this.readCell(cell, name ? name.textContent.trim() : "");
                }
            }
            if (this.parts.length === known) {
                names.forEach((name) => this.readCell(name, ""));
            }
        }

        readCell(cell, name) {
            this.before = name && `${name} : `;
            this.readInside(cell, false);
            this.end(cell);
            this.before = "";
        }
    }

    const numberOf = (element) => {
        const list = element.parentElement;
        if (element.tagName !== "LI" || !list.matches("ol:not([role]), .block-numbered")) {
            return "";
        }
        return `${[...list.children].indexOf(element) + list.start}. `;
    };

    // The parts of an element to say, in order: { words, range, block }.
    window.partsToSay = (root) => {
        const reader = new Reader();
        reader.read(root);
        return reader.parts;
    };
}
