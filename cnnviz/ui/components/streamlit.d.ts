// What Streamlit gives the default export of a component: once when it is drawn, and again whenever its data changes.
// A function that it gives back is called when the component leaves the page.

/** `Data` is what Python says; `State` and `Triggers` are what it hears, by name. */
interface Mounted<Data, State = Record<string, never>, Triggers = Record<string, never>> {
  data: Data
  key: string
  name: string
  /** Where the component draws; its styles end there. */
  parentElement: ShadowRoot
  setStateValue<Name extends keyof State>(name: Name, value: State[Name]): void
  setTriggerValue<Name extends keyof Triggers>(name: Name, value: Triggers[Name]): void
}
