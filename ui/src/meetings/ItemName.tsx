// What an item is called: its number, which is one word, and its title.

export function ItemName({ item }: { item: { number: string; title: string } }) {
  return (
    <>
      <span className="ky-name">{item.number}</span>　{item.title}
    </>
  );
}
