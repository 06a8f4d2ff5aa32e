/**
 * The extension's own Python environment with the server in it. Knows no editor.
 *
 * Each environment is made in a folder of its own and becomes current only when it is whole, by
 * one rename: a cancelled or failed installation, or two windows that install at once, never leave
 * a half-made server behind.
 */

import { existsSync, statSync } from "node:fs";
import { mkdir, mkdtemp, readdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { programOf } from "./locate.ts";
import type { PythonCommand } from "./python.ts";
import type { Run } from "./runProcess.ts";

export interface Wanted {
  /** The folder that holds the environments. */
  readonly storage: string;
  /** What pip installs: a requirement, a wheel or a folder. */
  readonly requirement: string;
  readonly platform: NodeJS.Platform;
}

/** How an installation is followed and ended. */
export interface Watch {
  readonly signal: AbortSignal;
  readonly onStep: (step: string) => void;
}

export type InstallationFailure =
  | { readonly kind: "environment-failed"; readonly output: string }
  | { readonly kind: "package-failed"; readonly requirement: string; readonly output: string }
  | { readonly kind: "cancelled" };

export type Installation =
  | { readonly kind: "installed"; readonly program: string }
  | InstallationFailure;

interface Current {
  readonly folder: string;
  readonly installed: string;
}

/** The program of the environment that fits what is wanted, if there is one. */
export async function managedServer(wanted: Wanted): Promise<string | undefined> {
  const current = await readCurrent(wanted.storage);
  if (current === undefined || current.installed !== identityOf(wanted.requirement)) {
    return undefined;
  }
  const program = programOf(join(wanted.storage, current.folder), wanted.platform);
  return existsSync(program) ? program : undefined;
}

/** Makes a new environment, installs the server into it and makes it the current one. */
export async function installServer(
  wanted: Wanted,
  python: PythonCommand,
  run: Run,
  watch: Watch,
): Promise<Installation> {
  await mkdir(wanted.storage, { recursive: true });
  const environment = await mkdtemp(join(wanted.storage, "environment-"));
  const made = await fill(environment, python, wanted, run, watch);
  if (made.kind !== "installed") {
    await rm(environment, { recursive: true, force: true });
    return made;
  }
  await makeCurrent(wanted, environment);
  return made;
}

async function fill(
  environment: string,
  python: PythonCommand,
  wanted: Wanted,
  run: Run,
  { signal, onStep }: Watch,
): Promise<Installation> {
  onStep("making an environment");
  const made = await run(python.program, [...python.parameters, "-m", "venv", environment], {
    signal,
  });
  if (made.kind === "cancelled") {
    return made;
  }
  if (made.kind === "missing" || made.code !== 0) {
    return { kind: "environment-failed", output: made.kind === "missing" ? "" : made.output };
  }
  const program = programOf(environment, wanted.platform);
  const inside = join(program, "..", wanted.platform === "win32" ? "python.exe" : "python");
  onStep(`installing ${wanted.requirement}`);
  const installed = await run(
    inside,
    ["-m", "pip", "install", "--disable-pip-version-check", "--no-input", wanted.requirement],
    { signal, onLine: (line) => onPipLine(line, onStep) },
  );
  if (installed.kind === "cancelled") {
    return installed;
  }
  const output = installed.kind === "missing" ? "" : installed.output;
  if (installed.kind === "missing" || installed.code !== 0 || !existsSync(program)) {
    return { kind: "package-failed", requirement: wanted.requirement, output };
  }
  return { kind: "installed", program };
}

function onPipLine(line: string, onStep: (step: string) => void): void {
  const step = /^\s*(Collecting|Downloading|Processing) (\S+)|^(Installing) collected/.exec(line);
  if (step?.[3] !== undefined) {
    onStep("installing packages");
  } else if (step !== null) {
    onStep(`${step[1]?.toLowerCase()} ${step[2]?.split(/[/\\]/).at(-1)}`);
  }
}

async function makeCurrent(wanted: Wanted, environment: string): Promise<void> {
  const folder = environment.slice(wanted.storage.length + 1);
  const current: Current = { folder, installed: identityOf(wanted.requirement) };
  const pointer = join(wanted.storage, "current.json");
  const whole = join(environment, "current.json");
  await writeFile(whole, JSON.stringify(current));
  await rename(whole, pointer);
  await removeOutdated(wanted.storage, folder);
}

const DAY = 24 * 60 * 60 * 1000;

/** Environments of a day ago and before: a younger one may be another window's, still being made. */
async function removeOutdated(storage: string, current: string): Promise<void> {
  for (const name of await readdir(storage)) {
    const folder = join(storage, name);
    if (!name.startsWith("environment-") || name === current) {
      continue;
    }
    if (Date.now() - (await stat(folder)).mtimeMs > DAY) {
      // Where the system locks running programs this fails, and the next installation tries again.
      await rm(folder, { recursive: true, force: true }).catch(() => undefined);
    }
  }
}

async function readCurrent(storage: string): Promise<Current | undefined> {
  try {
    const read: unknown = JSON.parse(await readFile(join(storage, "current.json"), "utf8"));
    return isCurrent(read) ? read : undefined;
  } catch {
    return undefined; // Never installed, or unreadable: either way a new one is made.
  }
}

function isCurrent(value: unknown): value is Current {
  return (
    typeof value === "object" &&
    value !== null &&
    "folder" in value &&
    typeof value.folder === "string" &&
    "installed" in value &&
    typeof value.installed === "string"
  );
}

/** A wheel or folder keeps its name when it is built again, so its time counts too. */
function identityOf(requirement: string): string {
  const built = statSync(requirement, { throwIfNoEntry: false });
  return built === undefined ? requirement : `${requirement} of ${built.mtime.toISOString()}`;
}
