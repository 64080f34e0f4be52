import { existsSync, readdirSync } from "node:fs"

const COMPONENTS = "cnnviz/ui/components"
const components = readdirSync(COMPONENTS).map((name) => `${COMPONENTS}/${name}/${name}.mjs`)

export default {
  // A component is the module of its folder's name; what only Python names is an entry too.
  entry: [
    ...components.filter(existsSync),
    "tests/js/**/*.test.mjs",
    "tests/**/*_driver.mjs",
    "tests/browser/*.js",
  ],
  // Tests of the browser put it into the page as it came.
  ignoreDependencies: ["axe-core"],
  project: ["cnnviz/**/*.mjs", "tests/**/*.mjs", "tests/browser/*.js"],
}
