import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import { searchPath } from "./environment.ts";

/** Where programs of the system's administrator lie, which is not on everybody's path. */
const SYSTEM_FOLDERS = ["/usr/local/sbin", "/usr/sbin", "/sbin"];

/** The path of a program, or undefined. */
export function findProgram(name: string): string | undefined {
  return [...searchPath.split(delimiter), ...SYSTEM_FOLDERS]
    .filter((folder) => folder !== "")
    .map((folder) => join(folder, name))
    .find((file) => {
      try {
        accessSync(file, constants.X_OK);
        return true;
      } catch {
        return false;
      }
    });
}
