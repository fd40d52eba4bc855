import { type PageConfig, pageConfigSchema } from "./page-config.ts";

/** Throws where the page is served without a configuration that holds. */
export async function loadConfig(): Promise<PageConfig> {
  const response = await fetch("/config.json");
  if (!response.ok) throw new Error(`config.json: status ${response.status}`);
  const config: unknown = await response.json();
  return pageConfigSchema.parse(config);
}
