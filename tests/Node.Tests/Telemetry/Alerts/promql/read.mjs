// Prints the alert rules and the dashboard's queries as JSON, each expression with the tree that Prometheus' own grammar makes of it.
import { readFileSync } from 'node:fs'
import { parser } from '@prometheus-io/lezer-promql'
import yaml from 'js-yaml'

const tree = (node, text) => {
  const children = []
  for (let child = node.firstChild; child; child = child.nextSibling) {
    children.push(tree(child, text))
  }
  return { name: node.name, text: text.slice(node.from, node.to), isError: node.type.isError, children }
}
const parse = text => tree(parser.parse(text).topNode, text)
const [rulesFile, dashboardFile] = process.argv.slice(2)
const rules = yaml.load(readFileSync(rulesFile, 'utf8')).groups.flatMap(group => group.rules.map(rule => ({
  group: group.name, name: rule.alert, text: rule.expr, for: rule.for ?? '', labels: rule.labels ?? {}, annotations: rule.annotations ?? {}, tree: parse(rule.expr),
})))
const dashboard = JSON.parse(readFileSync(dashboardFile, 'utf8'))
const panels = dashboard.panels.flatMap(panel => [panel, ...(panel.panels ?? [])])
const queries = panels.flatMap(panel => (panel.targets ?? []).map(target => ({ name: panel.title, text: target.expr, tree: parse(target.expr) })))
console.log(JSON.stringify({ rules, queries, panels: panels.map(panel => ({ id: panel.id, title: panel.title, type: panel.type, description: panel.description ?? '' })) }))
