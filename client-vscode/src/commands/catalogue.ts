/**
 * The commands of the palette and of the status bar's menu, in the order in which they are shown.
 * `package.json` declares the same ones, since VS Code wants them there; a test compares.
 */

export const CATALOGUE = [
  { id: "terraformer.verifyWorkspace", title: "Verify Workspace", icon: "verified" },
  { id: "terraformer.fixFinding", title: "Fix Finding", icon: "lightbulb-autofix" },
  { id: "terraformer.fixFile", title: "Fix File", icon: "wand" },
  { id: "terraformer.fixModule", title: "Fix Module", icon: "tools" },
  { id: "terraformer.changeWithWords", title: "Change with Words…", icon: "edit" },
  { id: "terraformer.generateFromWords", title: "Generate from Words…", icon: "sparkle" },
  { id: "terraformer.showPlan", title: "Show Plan", icon: "diff-multiple" },
  { id: "terraformer.setUp", title: "Set Up Model and Checkov", icon: "cloud-download" },
  { id: "terraformer.showDoctor", title: "Doctor", icon: "pulse" },
  { id: "terraformer.restartServer", title: "Restart Server", icon: "debug-restart" },
  { id: "terraformer.showOutput", title: "Show Output", icon: "output" },
  { id: "terraformer.openSettings", title: "Open Settings", icon: "gear" },
] as const;

export type CommandId = (typeof CATALOGUE)[number]["id"];
