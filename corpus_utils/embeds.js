// Draw each chart of the page in the place of its picture, which stays for print and for screen readers.
"use strict";

async function draw(source) {
  const picture = source.parentElement.querySelector(".picture");
  const box = document.createElement("div");
  box.className = "chart";
  // It scrolls where the window is narrower, so it is reached by keyboard, as pictures are.
  box.tabIndex = 0;
  box.setAttribute("role", "group");
  box.setAttribute("aria-label", source.dataset.label);
  const place = box.appendChild(document.createElement("div")); // Vega gives it a role of its own
  (picture?.closest("p") ?? source).before(box);
  try {
    await window.vegaEmbed(place, JSON.parse(source.textContent), {
      mode: "vega",
      renderer: "svg", // its marks have names for a screen reader
      ast: true, // expressions are interpreted: the page allows no code that is made while it runs
      actions: false, // the menu's editor would ask the network
      defaultStyle: false,
    });
  } catch (error) {
    box.remove();
    console.error(error);
    return;
  }
  picture?.classList.add("spare");
  picture?.removeAttribute("tabindex");
}

document.querySelectorAll("script.chart").forEach(draw);
