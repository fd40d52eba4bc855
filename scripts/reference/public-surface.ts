import {
  Extractor,
  ExtractorConfig,
  ExtractorLogLevel,
  type ExtractorMessage,
  ExtractorMessageCategory,
} from "@microsoft/api-extractor";
import { mkdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { projectRoot } from "../process/project-root.ts";

/** Folder of what API Extractor leaves: the model that the reference is rendered from. */
export const modelFolder: string = join(projectRoot, ".idos/api");

/** The committed description of everything that @idos/sdk exports. */
export const REPORT = "sdk/sdk.api.md";

export interface PublicSurface {
  /** Whether the committed report is not what the packages declare. */
  readonly isChanged: boolean;
  /** Exports without a docstring. */
  readonly undocumented: readonly string[];
  readonly problems: readonly string[];
}

/** Reads the declarations of the built packages; with `write`, the report becomes what they say. */
export async function publicSurface({ write }: { readonly write: boolean }): Promise<PublicSurface> {
  await mkdir(modelFolder, { recursive: true });
  const problems: string[] = [];
  const config = ExtractorConfig.loadFileAndPrepare(join(projectRoot, "sdk/api-extractor.json"));
  const { apiReportChanged } = Extractor.invoke(config, {
    localBuild: write,
    messageCallback: (message) => {
      if (isProblem(message)) problems.push(message.formatMessageWithLocation(projectRoot));
      message.handled = true;
    },
  });
  // Where the committed one is kept, the new one lies beside the model.
  const report = await readFile(write ? join(projectRoot, REPORT) : join(modelFolder, "sdk.api.md"), "utf8");
  return { isChanged: apiReportChanged, undocumented: undocumentedExports(report), problems };
}

/** What the extractor says of its own work, such as that the report differs, the result says too. */
function isProblem({ category, logLevel }: ExtractorMessage): boolean {
  return category !== ExtractorMessageCategory.Console && logLevel === ExtractorLogLevel.Error;
}

export function undocumentedExports(report: string): string[] {
  const found = report.matchAll(/^\/\/ @public \(undocumented\)\nexport (?:\w+ )*(\w+)/gm);
  return [...found].map(([, name]) => name ?? "");
}
