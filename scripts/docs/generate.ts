import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { projectRoot } from "../process/project-root.ts";
import { ACCEPTED_SURVIVORS } from "../mutation/accepted-survivors.ts";
import { DESCRIPTIONS } from "../../node/src/http/endpoints.ts";
import { openApiText } from "../../node/src/http/openapi/document.ts";
import { renderErrors } from "./render-errors.ts";
import { renderSettings } from "./render-settings.ts";
import { renderSurvivors } from "./render-survivors.ts";

/** Writes the parts of docs/ that follow from the code, or, with `--check`, fails when the present ones differ. */
const { values } = parseArgs({ options: { check: { type: "boolean", default: false } } });

const SETTINGS = /(?<=<!-- settings -->\n)[^]*(?=\n<!-- end of settings -->)/;
const SURVIVORS = /(?<=<!-- survivors -->\n)[^]*(?=\n<!-- end of survivors -->)/;
const mutation = join(projectRoot, "docs/mutation.md");
const operations = join(projectRoot, "docs/operations.md");
const wanted = new Map([
  [join(projectRoot, "docs/errors.md"), () => renderErrors()],
  [join(projectRoot, "docs/openapi.json"), () => indented(openApiText(DESCRIPTIONS))],
  [mutation, (present: string) => present.replace(SURVIVORS, () => renderSurvivors(ACCEPTED_SURVIVORS))],
  [operations, (present: string) => present.replace(SETTINGS, renderSettings())],
]);

function indented(json: string): string {
  return `${JSON.stringify(JSON.parse(json), undefined, 2)}\n`;
}

for (const [file, render] of wanted) {
  const present = await readFile(file, "utf8").catch(() => "");
  const rendered = render(present);
  if (rendered === present) continue;
  if (values.check) {
    process.stderr.write(`${file} is not what the code says. Run scripts/docs/generate.ts.\n`);
    process.exitCode = 1;
  } else await writeFile(file, rendered);
}
