// What goes on grows: a bar `data-grows` reaches from there to now, on the time line that holds it.
export function grow() {
  for (const chart of document.querySelectorAll('[data-from][data-place][data-span]')) {
    const { from, place, span } = chart.dataset;
    const now = Number(place) + ((Date.now() - Number(from)) / Number(span)) * 100;
    for (const bar of chart.querySelectorAll('[data-grows]')) {
      const width = Math.max(0, Math.min(100, now) - Number(bar.dataset.grows));
      bar.setAttribute('width', `${width.toFixed(3)}%`);
    }
  }
}
