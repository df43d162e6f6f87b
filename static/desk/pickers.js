// Boxes to choose from: what is found belongs to what stands in another field, and a type shows the sign that readers see.
"use strict";
{
  const $ = window.django?.jQuery;
  const icons = document.currentScript.dataset.icons;

  const drawn = (icon) => {
    const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    svg.setAttribute("class", "type-icon");
    svg.setAttribute("aria-hidden", "true");
    const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
    use.setAttribute("href", `${icons}#${icon}`);
    svg.append(use);
    return svg;
  };

  const withIcon = (choice) => {
    const icon = choice.icon || choice.element?.dataset.icon;
    if (!icon) return choice.text;
    const shown = document.createElement("span");
    shown.append(drawn(icon), choice.text);
    return $(shown);
  };

  // `data-limited-by` names the other field; its values go along under that name with what is asked.
  const limit = (options) => {
    const field = new URLSearchParams(options.data).get("field_name");
    const asking = field && document.querySelector(`select[data-limited-by][data-field-name="${CSS.escape(field)}"]`);
    if (!asking) return;
    const name = asking.dataset.limitedBy;
    const chosen = document.getElementById(`id_${name}`)?.selectedOptions ?? [];
    options.data += [...chosen].map((option) => `&${name}=${encodeURIComponent(option.value)}`).join("");
  };

  if ($?.fn.select2) {
    $.fn.select2.defaults.set("templateResult", withIcon);
    $.fn.select2.defaults.set("templateSelection", withIcon);
    $.ajaxPrefilter(limit);
  }
}
