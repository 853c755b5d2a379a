// A paste in a rich text of the admin: Draft.js writes as words whatever stands in the HTML of the clipboard, a style
// sheet of Word included. It is handed that HTML without what no page shows; text, pictures and files stay as they came.
{
    const UNSHOWN = "style, script, title, meta, link, base, noscript, noembed, noframes, iframe, template, xml";
    const BLOCK = "p, div, section, article, blockquote, h1, h2, h3, h4, h5, h6, ul, ol, li, table, tbody, tr, td, th";

    const nodesOf = (body, kinds) => {
        const walker = document.createTreeWalker(body, kinds);
        const nodes = [];
        while (walker.nextNode()) {
            nodes.push(walker.currentNode);
        }
        return nodes;
    };

    const isBlock = (element) => Boolean(element) && element.matches(BLOCK);

    // The line ends of the source, around blocks: a paragraph of their own for Draft.js.
    const isBetweenBlocks = (text) =>
        !text.data.trim() && (isBlock(text.previousElementSibling) || isBlock(text.nextElementSibling));

    const shownIn = (html) => {
        const { body } = new DOMParser().parseFromString(html, "text/html");
        for (const node of [...body.querySelectorAll(UNSHOWN), ...nodesOf(body, NodeFilter.SHOW_COMMENT)]) {
            node.remove();
        }
        body.normalize();
        for (const text of nodesOf(body, NodeFilter.SHOW_TEXT).filter(isBetweenBlocks)) {
            text.remove();
        }
        return body.innerHTML;
    };

    const cleaned = (clipboard) =>
        new Proxy(clipboard, {
            get: (target, name) => {
                if (name === "getData") {
                    return (kind) => (kind === "text/html" ? shownIn(target.getData(kind)) : target.getData(kind));
                }
                const value = target[name];
                return typeof value === "function" ? value.bind(target) : value;
            },
        });

    // Before the editor's own listeners. What the browser itself pastes, in a plain field, does not come from here.
    document.addEventListener(
        "paste",
        (event) => {
            if (event.clipboardData) {
                Object.defineProperty(event, "clipboardData", { value: cleaned(event.clipboardData) });
            }
        },
        { capture: true },
    );
}
