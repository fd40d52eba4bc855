/** Names endpoints by their place in the configuration: a host says whose customer the operator is. */
export function hostsNumberer(urls: readonly string[]): (text: string) => string {
  const names = urls
    .map((url, at) => ({ host: new URL(url).host, name: `endpoint ${at + 1}` }))
    // One host may begin with another one.
    .sort((one, other) => other.host.length - one.host.length);
  return (text) => names.reduce((rest, { host, name }) => rest.replaceAll(host, name), text);
}
