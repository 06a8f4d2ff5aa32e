/** Ends a process with everything that it started, whatever state it is in. */

import { execFileSync } from "node:child_process";

/**
 * Ends the processes below `root` and `root` itself, and waits until they are gone. The list is
 * taken before the first signal: an orphan would no longer be found below its parent.
 */
export async function endTree(root) {
  const pids = [...descendantsOf(root), root];
  signal(pids, "SIGTERM");
  if (!(await areGone(pids, 3000))) {
    signal(pids, "SIGKILL");
    await areGone(pids, 3000);
  }
}

function descendantsOf(root) {
  const children = new Map();
  for (const line of execFileSync("ps", ["-A", "-o", "pid=,ppid="], { encoding: "utf8" }).split(
    "\n",
  )) {
    const [pid, parent] = line.trim().split(/\s+/).map(Number);
    children.set(parent, [...(children.get(parent) ?? []), pid]);
  }
  const below = (pid) => (children.get(pid) ?? []).flatMap((child) => [...below(child), child]);
  return below(root);
}

function signal(pids, name) {
  for (const pid of pids) {
    try {
      process.kill(pid, name);
    } catch {
      // It has ended by itself.
    }
  }
}

async function areGone(pids, patience) {
  const deadline = Date.now() + patience;
  while (pids.some(isAlive)) {
    if (Date.now() > deadline) {
      return false;
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return true;
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
