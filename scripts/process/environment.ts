const { PATH = "", HOME = "" } = process.env;

/** What a program that this project starts inherits: enough to find its tools, nothing that could configure it by accident. */
export const inheritedEnvironment: Readonly<Record<string, string>> = { PATH, HOME };

/** Where programs are looked for. */
export const searchPath: string = PATH === "" ? "/usr/local/bin:/usr/bin:/bin" : PATH;
