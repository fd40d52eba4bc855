import { createContext, use } from "react";
import type { PageConfig } from "./page-config.ts";

export const ConfigContext = createContext<PageConfig | undefined>(undefined);

export function useConfig(): PageConfig {
  const config = use(ConfigContext);
  if (config === undefined) throw new Error("no configuration around this component");
  return config;
}
