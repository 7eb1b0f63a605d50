import UPlot from 'uplot'
import { ticks } from './ticks.ts'

const HEIGHT = 110
/** A drag shorter than this is a click. */
const LEAST_PIXELS = 6

/** How the timeline is drawn: stacked bars, the mildest behind. Colours are the page's own. `chosen` is told a stretch in seconds. */
export function optionsFor(
  element: HTMLElement,
  width: number,
  chosen: (from: number, until: number) => void,
): UPlot.Options {
  const look = getComputedStyle(element)
  const colour = (name: string): string => look.getPropertyValue(name).trim()
  const bars = UPlot.paths.bars!({ size: [0.9, 20], align: 1 })
  const series = (fill: string): UPlot.Series => ({
    fill: colour(fill),
    width: 0,
    paths: bars,
    points: { show: false },
  })
  const axis = {
    stroke: colour('--soft'),
    grid: { stroke: colour('--line'), width: 1 },
    ticks: { show: false },
  }
  return {
    width,
    height: HEIGHT,
    legend: { show: false },
    padding: [10, 0, 0, 0],
    cursor: { y: false, points: { show: false }, drag: { x: true, y: false, setScale: false } },
    scales: { y: { range: (_, _least, most) => [0, Math.max(1, most)] } },
    axes: [
      { ...axis, values: (_plot, splits, _axis, _space, step) => ticks(splits, step) },
      { ...axis, size: 44, splits: (_plot, _axis, least, most) => [least, most] },
    ],
    series: [{}, series('--fill'), series('--text'), series('--bad')],
    hooks: {
      setSelect: [
        (plot) => {
          const { left, width: wide } = plot.select
          if (wide < LEAST_PIXELS) return
          chosen(plot.posToVal(left, 'x'), plot.posToVal(left + wide, 'x'))
          plot.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false)
        },
      ],
    },
  }
}
