"""What people saw before `kill -9` works after it: buttons, selects, open forms, the show's page."""

from collections.abc import Sequence

from discord_components import Payload, controls, text
from discord_interactions import Answer
from discord_state import User
from real_bot import World, acknowledged, card_numbers, helpful

LONG = "\n\n".join(f"Paragraph {number} of a long review. " + "Word upon word. " * 40 for number in range(30))


def shown(answer: Answer) -> Payload:
    """The message somebody sees as the answer."""
    assert answer.message is not None, answer
    assert "went wrong" not in text(answer.message)
    return answer.message


def modal_id(answer: Answer) -> str:
    assert answer.modal is not None, answer
    return answer.modal["custom_id"]


async def press_everything(world: World, member: User, messages: Sequence[Payload]) -> list[str]:
    """Press every control that still stands on old messages; returns their custom_ids."""
    pressed: list[str] = []
    for old in messages:
        for control in controls(old):
            now = world.server.state.message(int(old["channel_id"]), int(old["id"]))
            assert now is not None
            standing = {each["custom_id"]: each for each in controls(now)}
            found = standing.get(control["custom_id"])
            if found is None or found.get("disabled"):
                continue
            values = [found["options"][0]["value"]] if "options" in found else None
            answer = await world.server.press(member, old, found["custom_id"], values)
            assert answer.answered, found["custom_id"]
            if answer.modal is None:
                shown(answer)
            pressed.append(found["custom_id"])
    return pressed


async def test_what_was_shown_before_a_kill_works_after_it(world: World) -> None:
    server, bot, reviews, ann, ben = world.server, world.bot, world.reviews, world.ann, world.ben
    card = await world.card(ann)
    await bot.review(ben, reviews, LONG, "Midnight Diner", way="file")
    long_card = await world.posted("Paragraph 0")
    page = shown(await server.slash(ann, reviews, "show", show="Glass Heart"))
    listed = shown(await server.slash(ann, reviews, "reviews", show="Midnight Diner"))
    reading = shown(await world.press(ann, long_card, "review:read"))
    own_menu = shown(await world.press(ann, card, "review:more"))
    other_menu = shown(await world.press(ben, card, "review:more"))
    rated = shown(await server.slash(ben, reviews, "rate", show="Glass Heart", rating=4))
    asked = shown(await bot.review(ann, reviews, "who knows it", "Nobody Knows This One"))
    new_form = modal_id(await server.slash(ben, reviews, "review", show="Shrinking", rating=2))
    edit_form = modal_id(await world.press(ann, own_menu, "review:edit"))
    report_form = modal_id(await world.press(ben, other_menu, "review:report"))

    await bot.kill()
    await bot.start()

    # Forms that were open.
    assert acknowledged(await server.submit(ben, new_form, {"headline": "Late", "body": "better late"}))
    edited = await server.submit(ann, edit_form, {"body": "tender and true"})
    assert "is updated" in text(shown(edited))
    assert "Thank you" in text(shown(await server.submit(ben, report_form, {"reason": "rude"})))
    # A question that was open.
    assert acknowledged(await world.press(ann, asked, "draft:add"))
    # What one can ask for.
    assert "Glass Heart" in text(shown(await server.slash(ann, reviews, "show", show="Glass Heart")))
    offered = await server.complete(ann, reviews, "review", "show", show="glas")
    assert [choice["name"] for choice in offered.choices][:1] == ["Glass Heart"]
    # Every button of every old card and page.
    await bot.deliver()
    pressed = await press_everything(world, ben, [card])
    assert [each.split(":")[1] for each in pressed] == ["helpful", "read", "open", "more"]
    assert helpful(world.cards()[card_numbers(card)[0]][0]) == 1
    assert len(await press_everything(world, ann, [long_card, page, listed, reading, own_menu])) > 10
    assert await press_everything(world, ben, [other_menu, rated])
    pinned = shown(await server.menu(world.mod, long_card, "Pin review"))
    assert "Pinned" in text(pinned)
    await bot.deliver()
    world.assert_one_card_each()

    assert "is deleted" in text(shown(await world.erase(ann, card)))
    await bot.deliver()
    world.assert_one_card_each()
    assert card_numbers(card)[0] not in world.cards()
    await bot.stop()
