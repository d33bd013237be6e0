from kpitrainer.block_chart import chart


def test_columns_stand_on_their_axis_by_a_scale() -> None:
    lines = chart([0, 1, 2, 4], {0: "a", 3: "d"}, lambda value: f"{value:g}", height=2, cells=2)
    assert lines == [
        "    4 │      ██",
        "    2 │  ▄▄████",
        "    0 └────────",
        "       a     d",
    ]


def test_nothing_is_an_empty_chart() -> None:
    assert chart([0, 0], {}, str, height=2) == ["      │", "      │", "  0.0 └──", ""]
