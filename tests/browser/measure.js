// What is wrong with the geometry of an SVG picture: texts past their boxes, texts on texts, faces on texts, cards on cards.
// Gives a list of sentences. A text's box is the smallest rectangle around the point that it is anchored at.
() => {
  const svg = document.querySelector("svg");
  const view = svg.viewBox.baseVal;
  const problems = [];
  const inkHeight = 0.36; // Of a line's box, above and below its middle: what letters really cover.
  const box = (element) => {
    const own = element.getBBox();
    const matrix = element.getCTM().multiply(svg.getCTM() ? svg.getCTM().inverse() : svg.createSVGMatrix());
    return { x: own.x + matrix.e, y: own.y + matrix.f, width: own.width, height: own.height, element };
  };
  const contains = (outer, x, y) => x >= outer.x && x <= outer.x + outer.width && y >= outer.y && y <= outer.y + outer.height;
  const overlap = (a, b) =>
    Math.min(Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x), Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y));
  const words = (text) => JSON.stringify(text.element.textContent.slice(0, 40));

  const rects = [...svg.querySelectorAll("rect")].map(box);
  const texts = [...svg.querySelectorAll("text")].map((element) => {
    const found = box(element);
    const middle = found.y + found.height / 2;
    const height = found.height * inkHeight * 2;
    return { ...found, y: middle - height / 2, height, anchor: { x: +element.getAttribute("x"), y: middle } };
  });

  for (const text of texts) {
    if (text.x < 0 || text.y < 0 || text.x + text.width > view.width || text.y + text.height > view.height)
      problems.push(`${words(text)} leaves the page`);
    const home = rects.filter((rect) => contains(rect, text.anchor.x, text.anchor.y)).sort((a, b) => a.width * a.height - b.width * b.height)[0];
    if (home && (text.x < home.x - 0.5 || text.x + text.width > home.x + home.width + 0.5))
      problems.push(`${words(text)} leaves its box by ${Math.max(home.x - text.x, text.x + text.width - home.x - home.width).toFixed(1)} px`);
  }
  const sorted = [...texts].sort((a, b) => a.y - b.y);
  for (let i = 0; i < sorted.length; i++)
    for (let j = i + 1; j < sorted.length && sorted[j].y < sorted[i].y + sorted[i].height; j++)
      if (overlap(sorted[i], sorted[j]) > 1) problems.push(`${words(sorted[i])} lies on ${words(sorted[j])}`);

  const faces = [...svg.querySelectorAll("circle")].map(box).filter((face) => face.width >= 20);
  for (const face of faces)
    for (const text of texts) {
      const inside = contains(face, text.x + text.width / 2, text.y + text.height / 2) && text.width < face.width;
      if (!inside && overlap(face, text) > 2) problems.push(`a face lies on ${words(text)}`);
    }
  // A label may lie across the edge of a stage: what holds cards is no card.
  const nested = (o, n) => n.x >= o.x - 0.6 && n.y >= o.y - 0.6 && n.x + n.width <= o.x + o.width + 0.6 && n.y + n.height <= o.y + o.height + 0.6;
  // A badge stands on the upper edge of its card.
  const badge = (o, n) => n.height <= 22 && Math.abs(n.y + n.height / 2 - o.y) < 1 && n.x >= o.x && n.x + n.width <= o.x + o.width;
  const pinned = (a, b) => badge(a, b) || badge(b, a);
  const round = rects.filter((rect) => rect.element.getAttribute("rx") && rect.width > 24 && rect.height > 14);
  const cards = round.filter((one) => one.height < 200 || !round.some((other) => other !== one && nested(one, other)));
  for (let i = 0; i < cards.length; i++)
    for (let j = i + 1; j < cards.length; j++) {
      const [a, b] = [cards[i], cards[j]];
      if (!nested(a, b) && !nested(b, a) && !pinned(a, b) && overlap(a, b) > 1)
        problems.push(`two boxes overlap at ${b.x.toFixed(0)}, ${b.y.toFixed(0)}`);
    }
  return problems;
}
