// What the pages of the book need besides mdBook's own script.
(function () {
    "use strict";

    // The button for the sidebar is a label, which keys do not press by themselves.
    const toggle = document.getElementById("mdbook-sidebar-toggle");
    toggle?.addEventListener("keydown", function (event) {
        if (event.key === "Enter" || event.key === " ") {
            event.preventDefault();
            toggle.click();
        }
    });

    // What can be scrolled sideways can be scrolled with keys, and only that is a stop of its own.
    const wide = Array.from(document.querySelectorAll(".table-wrapper, pre > code"));
    function reach() {
        for (const element of wide) {
            if (element.scrollWidth > element.clientWidth) {
                element.tabIndex = 0;
            } else {
                element.removeAttribute("tabindex");
            }
        }
    }
    reach();
    window.addEventListener("resize", reach);
    window.addEventListener("load", reach);
})();
