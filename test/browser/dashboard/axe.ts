import axe from "axe-core";
import type { Page } from "playwright-core";
import { z } from "zod";

const resultsSchema = z.object({
  violations: z.array(
    z.object({
      id: z.string(),
      nodes: z.array(z.object({ html: z.string(), failureSummary: z.string().optional() })),
    }),
  ),
});

/** What axe finds wrong with the page as it stands (WCAG 2.2 A and AA, and good practice): a line for each place. */
export async function accessibilityFaults(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  const results: unknown = await page.evaluate(`axe.run(document, { resultTypes: ["violations"] })`);
  return resultsSchema
    .parse(results)
    .violations.flatMap(({ id, nodes }) =>
      nodes.map(({ html, failureSummary }) => `${id}: ${html}: ${failureSummary ?? ""}`),
    );
}
