// Writes trees as YAML with npm `yaml` and reads them back: one tree a line in, one answer a line out.
//
// A tree is a string, number, boolean or null, ["l", members] for a list, or ["m", [[key, tree], ...]] for a
// mapping: objects of JavaScript would put keys like "12" first. An answer is [text, tree read back] or, where
// npm does not read its own text, [text, null, what it says].
import { createInterface } from "node:readline";
import { argv, stdin, stdout } from "node:process";

const yaml = await import(argv[2]);

function inward(tree) {
  if (!Array.isArray(tree)) return tree;
  if (tree[0] === "l") return tree[1].map(inward);
  return new Map(tree[1].map(([key, value]) => [key, inward(value)]));
}

function outward(value) {
  if (Array.isArray(value)) return ["l", value.map(outward)];
  if (value instanceof Map) return ["m", [...value].map(([key, inner]) => [key, outward(inner)])];
  return value;
}

function answer(tree) {
  const text = yaml.stringify(inward(tree));
  try {
    return [text, outward(yaml.parse(text, { mapAsMap: true, logLevel: "error" }))];
  } catch (error) {
    return [text, null, String(error.message).split("\n")[0]];
  }
}

for await (const line of createInterface({ input: stdin })) {
  stdout.write(JSON.stringify(answer(JSON.parse(line))) + "\n");
}
