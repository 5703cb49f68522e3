// Reads Argdown from standard input; writes what the real parser makes of it as JSON.
import { readFileSync } from "node:fs";
import * as core from "@argdown/core";

const app = new core.ArgdownApplication();
app.addPlugin(new core.ParserPlugin(), "parse-input");
app.addPlugin(new core.DataPlugin(), "build-model");
app.addPlugin(new core.ModelPlugin(), "build-model");

const read = app.run({
  input: readFileSync(0, "utf8"),
  process: ["parse-input", "build-model"],
  logLevel: "silent",
});
const faults = [...(read.lexerErrors ?? []), ...(read.parserErrors ?? [])].map((fault) => fault.message);
const statements = Object.values(read.statements ?? {}).map(({ title, members }) => ({
  title,
  text: members.find((member) => member.text)?.text,
  data: members.find((member) => member.data)?.data,
  tags: members.flatMap((member) => member.tags ?? []),
}));
const steps = Object.values(read.arguments ?? {}).map(({ title, members, pcs }) => ({
  title,
  text: members.find((member) => member.text)?.text,
  pcs: pcs.map((part) => [part.role, part.title]),
}));
const relations = (read.relations ?? []).map((one) => [one.relationType, one.from?.title, one.to?.title ?? one.to?.argumentTitle]);
console.log(JSON.stringify({ faults, title: read.frontMatter?.title, statements, steps, relations }));
