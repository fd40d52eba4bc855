import type { Spread } from "./statistics.ts";

export interface Bar {
  readonly label: string;
  readonly value: Spread;
  /** What to write at its end. */
  readonly text: string;
  readonly color: string;
}

export interface Panel {
  readonly title: string;
  readonly bars: readonly Bar[];
}

export interface Chart {
  readonly title: string;
  /** What the bars mean, and which way is better. */
  readonly note: string;
  readonly panels: readonly Panel[];
}

const WIDTH = 820;
const MARGIN = 24;
const LABEL_WIDTH = 160;
/** For the longest text in the widest of the fonts. */
const TEXT_WIDTH = 170;
const BAR_HEIGHT = 20;
const BAR_STEP = 27;
const PANEL_GAP = 20;
const TITLE_HEIGHT = 66;
const PANEL_TITLE_HEIGHT = 26;
const INK = "#1f2328";
const MUTED = "#59636e";

const escaped = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

function text(x: number, y: number, content: string, style = ""): string {
  return `<text x="${x}" y="${y}" ${style}>${escaped(content)}</text>`;
}

/** Horizontal bars with a whisker from the least to the greatest run; on white, so that it reads in dark mode too. */
export function barChart({ title, note, panels }: Chart): string {
  const drawn: string[] = [];
  let y = TITLE_HEIGHT;
  for (const panel of panels) {
    drawn.push(text(MARGIN, y + 15, panel.title, `font-weight="600" font-size="13"`));
    drawn.push(
      ...panel.bars.map((bar, at) => drawBar(bar, y + PANEL_TITLE_HEIGHT + at * BAR_STEP, panel.bars)),
    );
    y += PANEL_TITLE_HEIGHT + panel.bars.length * BAR_STEP + PANEL_GAP;
  }
  const font = `font-family="system-ui, -apple-system, 'Segoe UI', sans-serif" font-size="12" fill="${INK}"`;
  const size = `width="${WIDTH}" height="${y}" viewBox="0 0 ${WIDTH} ${y}"`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" ${size} role="img" ${font}>`,
    `<title>${escaped(title)}</title>`,
    `<rect width="${WIDTH}" height="${y}" rx="8" fill="#ffffff"/>`,
    text(MARGIN, 32, title, `font-weight="600" font-size="16"`),
    text(MARGIN, 52, note, `fill="${MUTED}"`),
    ...drawn,
    "</svg>\n",
  ].join("\n");
}

function drawBar(bar: Bar, y: number, panel: readonly Bar[]): string {
  const start = MARGIN + LABEL_WIDTH;
  const scale = (WIDTH - start - TEXT_WIDTH - MARGIN) / Math.max(...panel.map(({ value }) => value.max));
  const at = (value: number): number => Math.round((start + value * scale) * 10) / 10;
  const { median, min, max } = bar.value;
  const middle = y + BAR_HEIGHT / 2;
  const whisker = `M${at(min)} ${middle}H${at(max)}M${at(min)} ${middle - 4}v8M${at(max)} ${middle - 4}v8`;
  return [
    text(start - 8, middle + 4, bar.label, `text-anchor="end"`),
    `<rect x="${start}" y="${y}" width="${Math.max(1, at(median) - start)}" height="${BAR_HEIGHT}" rx="3" fill="${bar.color}"/>`,
    ...(min === max ? [] : [`<path d="${whisker}" stroke="${INK}" stroke-width="1.2" fill="none"/>`]),
    text(at(max) + 8, middle + 4, bar.text, `font-weight="600"`),
  ].join("\n");
}
