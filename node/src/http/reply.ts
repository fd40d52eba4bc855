/** An answer on its way out. */
export interface Reply {
  readonly status: 200 | 201 | 204;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Buffer | null;
}
