// Reads GIFT from standard input; writes what the parser makes of it as JSON.
import { readFileSync } from "node:fs";
import gift from "gift-pegjs";

console.log(JSON.stringify(gift.parse(readFileSync(0, "utf8"))));
