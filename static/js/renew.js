// <… data-renew="110">: the page is asked again after so many seconds, for what it shows serves a short time. Nothing is typed
// there. Without this script a link does it.
for (const shown of document.querySelectorAll("[data-renew]")) {
    setTimeout(() => location.reload(), Number(shown.dataset.renew) * 1000);
}
