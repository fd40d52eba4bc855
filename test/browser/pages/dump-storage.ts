/** Everything that this origin has stored: each key and each value in it, as bytes in base64, by where it was found. */
export async function dumpStorage(): Promise<Record<string, string[]>> {
  const indexedDb: string[] = [];
  for (const { name = "" } of await indexedDB.databases()) {
    indexedDb.push(...flatten(name));
    for (const value of await valuesIn(name)) indexedDb.push(...flatten(value));
  }
  return {
    localStorage: Object.entries(localStorage).flatMap(flatten),
    sessionStorage: Object.entries(sessionStorage).flatMap(flatten),
    indexedDb,
    caches: (await caches.keys()).flatMap(flatten),
    cookies: flatten(document.cookie),
  };
}

async function valuesIn(name: string): Promise<readonly unknown[]> {
  const database = await answerOf(indexedDB.open(name));
  const stores = [...database.objectStoreNames];
  const values: unknown[] = [];
  for (const store of stores) {
    const open = (): IDBObjectStore => database.transaction(store).objectStore(store);
    values.push(store, await answerOf(open().getAllKeys()), await answerOf(open().getAll()));
  }
  database.close();
  return values;
}

function answerOf<Result>(request: IDBRequest<Result>): Promise<Result> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error("the database gives no reason"));
  });
}

/** Of a value the texts and bytes in it, and of a key whether a script can take it out. */
function flatten(value: unknown): string[] {
  if (value instanceof CryptoKey) return flatten(`CryptoKey, extractable: ${value.extractable}`);
  if (value instanceof ArrayBuffer) return flatten(new Uint8Array(value));
  if (value instanceof Uint8Array) return [base64Of(value)];
  if (value instanceof Object) return Object.entries(value).flat().flatMap(flatten);
  return [base64Of(new TextEncoder().encode(String(value)))];
}

function base64Of(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes));
}
