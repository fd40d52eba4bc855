import { LIMITS } from "@idos/protocol";
import type { Page, PageRequest } from "../storage/records.ts";

/** The items of every page, a page in memory at a time. */
export async function* allItems<Item>(
  readPage: (page: PageRequest) => Promise<Page<Item>>,
): AsyncGenerator<Item> {
  let cursor: string | undefined;
  do {
    const page = await readPage({ cursor, limit: LIMITS.pageSizeMax });
    yield* page.items;
    cursor = page.next ?? undefined;
  } while (cursor !== undefined);
}
