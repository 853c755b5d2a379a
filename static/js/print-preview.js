// An editor's preview of the printed page: the rules of paper apply on the screen too, those of the screen no more.
for (const sheet of document.styleSheets) {
    const groups = [...sheet.cssRules];
    while (groups.length > 0) {
        const rule = groups.pop();
        if (rule instanceof CSSMediaRule && /^(?:only )?(?:print|screen)$/.test(rule.media.mediaText)) {
            rule.media.mediaText = rule.media.mediaText.includes("print") ? "all" : "not all";
        }
        groups.push(...(rule.cssRules ?? []));
    }
}
document.body.style.padding = "15mm"; // the margins that a printer gives
