// An element of the page, inside `parent`.
function make(tag, parent, attributes = {}, text = "") {
  const node = parent.appendChild(document.createElement(tag));
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  // Without this, on the very element that has the focus, JupyterLab takes its keys for moves
  // between cells.
  if (node.matches("input, button, summary, [tabindex]"))
    node.setAttribute("data-lm-suppress-shortcuts", "true");
  node.append(text);
  return node;
}
