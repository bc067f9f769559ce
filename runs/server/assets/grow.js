// What goes on grows: a bar `data-grows` reaches from there to now, on the time line that holds it.
export function grow() {
  for (const chart of document.querySelectorAll('[data-from][data-span]')) {
    const at = ((Date.now() - Number(chart.dataset.from)) / Number(chart.dataset.span)) * 100;
    for (const bar of chart.querySelectorAll('[data-grows]')) {
      const width = Math.max(0, Math.min(100, at) - Number(bar.dataset.grows));
      bar.setAttribute('width', `${width.toFixed(3)}%`);
    }
  }
}
