import type { JsonValue } from "@idos/sdk";
import { type Scene, short } from "../cast.ts";
import type { Person } from "./1-join.ts";

/** She adds, changes and deletes data; each time the dashboard shows what the node now holds. Resolves with the profile's id. */
export async function change({ story }: Scene, { owner }: Person): Promise<string> {
  const show = async (record: string): Promise<void> => {
    const { content, version } = await owner.records.read(record);
    if (content.kind === "attribute")
      story.evidence(`version ${version} reads ${JSON.stringify(content.value)}`);
  };
  const city = async (value: JsonValue): Promise<string> => {
    const record = await owner.records.create({ type: "profile/city", value });
    await show(record);
    return record;
  };
  const kept = await story.step("Alice adds her city", () => city("Lisbon"));
  await story.step("she moves: the next version has a new content key", async () => {
    await owner.records.update(kept, "Porto");
    await show(kept);
  });
  const mistake = await story.step("she adds another by mistake", () => city("Oporto"));
  await story.step("and deletes it: its envelope and keys are destroyed", async () => {
    await owner.records.delete(mistake);
    const left = await owner.records.list();
    if (left.some(({ id }) => id === mistake)) throw new Error("the deleted record is still listed");
    story.evidence(`left: ${left.map(({ id }) => short(id)).join(", ")}`);
  });
  return kept;
}
