import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Scene } from "../cast.ts";
import { ALICE } from "./2-first-credential.ts";

/** Looks for what Alice typed in every file of the node's database; a control shows that the search finds what is there. */
export async function nothingReadable({ story, stack }: Scene, control: string): Promise<void> {
  await story.step("the node's database is searched for her name, birth date and cities", async () => {
    const secrets = [ALICE.name, ALICE.birthDate, "Lisbon", "Porto", "Faro"];
    const entries = await readdir(stack.dataFolder, { recursive: true, withFileTypes: true });
    const files = entries.filter((entry) => entry.isFile());
    let controls = 0;
    for (const file of files) {
      const bytes = await readFile(join(file.parentPath, file.name));
      const found = secrets.find((secret) => bytes.includes(secret));
      if (found !== undefined) throw new Error(`${file.name} holds "${found}" in the clear`);
      if (bytes.includes(control)) controls += 1;
    }
    if (controls === 0) throw new Error(`the search does not even find ${control}`);
    story.evidence(`${files.length} files: her account is in ${controls} of them, her data in none`);
  });
}
