import { nodeLied } from "../errors/node-lied.ts";

const PAGES_MAX = 10_000;

interface Listing<Item> {
  readonly items: readonly Item[];
  readonly next: string | null;
}

/** Every item of a listing. A node whose cursors go in circles, or on forever, is found out. */
export async function collectPages<Item>(
  fetchPage: (cursor: string | undefined) => Promise<Listing<Item>>,
): Promise<Item[]> {
  const items: Item[] = [];
  const seen = new Set<string>();
  let page = await fetchPage(undefined);
  items.push(...page.items);
  while (page.next !== null) {
    if (seen.has(page.next) || seen.size >= PAGES_MAX)
      throw nodeLied("paging", "The listing's pages never end", { pages: seen.size });
    seen.add(page.next);
    page = await fetchPage(page.next);
    items.push(...page.items);
  }
  return items;
}
